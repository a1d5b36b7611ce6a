package relata.query.agreement;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.ScalarInfo;
import jakarta.persistence.metamodel.Attribute;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import relata.query.mapping.Attributes;

/** Which types of the schema correspond to which attributes. */
final class ValueTypes {
    private static final Map<Class<?>, String> BUILT_IN = Map.of(
            String.class,
            "String",
            Integer.class,
            "Int",
            int.class,
            "Int",
            Boolean.class,
            "Boolean",
            boolean.class,
            "Boolean");

    private ValueTypes() {}

    /** The type without lists and nullability. */
    static GraphQLNamedType named(GraphQLType type) {
        return GraphQLTypeUtil.unwrapAll(type);
    }

    static boolean isNamed(GraphQLType type, String name) {
        return named(type).getName().equals(name);
    }

    /** Whether values of an attribute, or the records that it leads to, are of the type. */
    static boolean isOf(Attribute<?, ?> attribute, GraphQLType type) {
        if (attribute.isAssociation()) {
            return isNamed(type, Attributes.target(attribute).getName());
        }
        String builtIn = attribute.getName().equals(Attributes.KEY) ? "ID" : BUILT_IN.get(attribute.getJavaType());
        if (builtIn != null) {
            return isNamed(type, builtIn);
        }
        return attribute.getJavaType().isEnum()
                ? named(type) instanceof GraphQLEnumType names
                        && names(attribute).equals(names(names))
                : named(type) instanceof GraphQLScalarType scalar && !ScalarInfo.isGraphqlSpecifiedScalar(scalar);
    }

    private static Set<String> names(Attribute<?, ?> attribute) {
        return Arrays.stream(attribute.getJavaType().getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(GraphQLEnumType type) {
        return type.getValues().stream()
                .map(GraphQLEnumValueDefinition::getName)
                .collect(Collectors.toSet());
    }
}
