package relata.query;

import graphql.schema.DataFetchingEnvironment;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import relata.api.document.FieldArguments;
import relata.query.plan.MatchPlan;
import relata.query.run.Shape;
import relata.transaction.Work;

/** Finds the records that a mutation with a filter applies to. */
@Singleton
public class Matches {
    private final Plans plans;

    Matches(Plans plans) {
        this.plans = plans;
    }

    /**
     * Returns the keys of the records that satisfy the filter in the argument `where`, and locks them, so that they
     * satisfy it until the transaction ends.
     *
     * @throws relata.api.ApiException LIMIT_EXCEEDED if there are more than the operation may change
     */
    public List<Long> lock(EntityType<?> entity, DataFetchingEnvironment environment) {
        Map<String, Object> where =
                Map.of("where", FieldArguments.of(environment).get("where"));
        var found = plans.find(
                environment,
                environment.getMergedField(),
                entity.getName(),
                where,
                new Shape(),
                (compiler, template) -> new MatchPlan(compiler, entity, template));
        var budget = Work.current().budget();
        var keys = found.plan().keys(found.run(), budget.cutChanges());
        budget.change(keys.size());
        return keys;
    }
}
