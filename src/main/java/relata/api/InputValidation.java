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
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import relata.api.ApiException.Problem;

/**
 * Checks all fields of a mutation before the first one runs: first whether the caller may run them, then their inputs,
 * and tells all broken rules together.
 */
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
            var caller = Caller.of(context.getGraphQLContext());
            check(context, field -> refusals(field, context.getGraphQLSchema(), caller));
            check(context, field -> problems(field, context.getGraphQLSchema()));
        }
        return null;
    }

    private static void check(ExecutionContext context, Function<ExecutableNormalizedField, List<Problem>> rule) {
        var errors = context.getNormalizedQueryTree().get().getTopLevelFields().stream()
                .filter(field -> !field.getName().startsWith("__"))
                .flatMap(field -> errors(field, rule.apply(field), context))
                .toList();
        if (!errors.isEmpty()) {
            throw new RefusedException(errors, true);
        }
    }

    private static Stream<GraphQLError> errors(
            ExecutableNormalizedField field, List<Problem> problems, ExecutionContext context) {
        var path = ResultPath.rootPath().segment(field.getResultKey());
        var location = context.getNormalizedQueryTree()
                .get()
                .getNormalizedFieldToMergedField()
                .get(field)
                .getSingleField()
                .getSourceLocation();
        return problems.stream().map(problem -> Errors.of(problem, path, location));
    }

    private static List<Problem> refusals(ExecutableNormalizedField field, GraphQLSchema schema, Caller caller) {
        return Roles.refusal(
                        field.getName(), Roles.of(schema.getMutationType().getFieldDefinition(field.getName())), caller)
                .stream()
                .toList();
    }

    private List<Problem> problems(ExecutableNormalizedField field, GraphQLSchema schema) {
        var type = GraphQLTypeUtil.unwrapAll(field.getType(schema));
        try {
            return rules.check(field.getName(), type.getName(), field.getResolvedArguments());
        } catch (ApiException e) {
            return e.problems();
        }
    }
}
