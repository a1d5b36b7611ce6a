package relata.menu;

import graphql.scalars.ExtendedScalars;
import graphql.schema.idl.RuntimeWiring;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import relata.api.port.Resolver;

@Singleton
@IfBuildProperty(name = MenuServer.PROPERTY, stringValue = "true")
class Scalars implements Resolver {
    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.scalar(ExtendedScalars.newAliasedScalar("Decimal")
                        .aliasedScalar(ExtendedScalars.GraphQLBigDecimal)
                        .build())
                .scalar(ExtendedScalars.GraphQLLong)
                .scalar(ExtendedScalars.Date)
                .scalar(ExtendedScalars.DateTime);
    }
}
