package relata.api;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.execution.ExecutionContext;
import graphql.execution.ResultPath;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition.Operation;
import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLTypeUtil;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import relata.api.ApiException.Problem;

/** Checks the inputs of all fields of a mutation before the first one runs, and tells all broken rules together. */
@ApplicationScoped
class InputValidation extends SimplePerformantInstrumentation {
    private final InputRules rules;

    InputValidation(InputRules rules) {
        this.rules = rules;
    }

    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        var context = parameters.getExecutionContext();
        if (context.getOperationDefinition().getOperation() == Operation.MUTATION) {
            var errors = context.getNormalizedQueryTree().get().getTopLevelFields().stream()
                    .flatMap(field -> check(field, context))
                    .toList();
            if (!errors.isEmpty()) {
                throw new RefusedException(errors, true);
            }
        }
        return null;
    }

    private Stream<GraphQLError> check(ExecutableNormalizedField field, ExecutionContext context) {
        if (field.getName().startsWith("__")) {
            return Stream.empty();
        }
        var type = GraphQLTypeUtil.unwrapAll(field.getType(context.getGraphQLSchema()));
        var path = ResultPath.rootPath().segment(field.getResultKey());
        var location = context.getNormalizedQueryTree()
                .get()
                .getNormalizedFieldToMergedField()
                .get(field)
                .getSingleField()
                .getSourceLocation();
        return problems(field, type.getName()).stream().map(problem -> Errors.of(problem, path, location));
    }

    private List<Problem> problems(ExecutableNormalizedField field, String type) {
        try {
            return rules.check(field.getName(), type, field.getResolvedArguments());
        } catch (ApiException e) {
            return e.problems();
        }
    }
}
