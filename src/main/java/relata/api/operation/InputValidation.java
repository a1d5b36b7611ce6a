package relata.api.operation;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.execution.ExecutionContext;
import graphql.execution.FieldCollector;
import graphql.execution.FieldCollectorParameters;
import graphql.execution.MergedField;
import graphql.execution.ResultPath;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.GraphQLFieldDefinition;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Caller;
import relata.api.document.FieldArguments;
import relata.api.message.Errors;
import relata.api.message.RefusedException;
import relata.api.port.InputRules;
import relata.api.role.Roles;

/**
 * Checks all fields of a mutation before the first one runs: first whether the caller may run them, then their inputs.
 * Reports all broken rules together.
 */
@Singleton
public class InputValidation extends SimplePerformantInstrumentation {
    private static final FieldCollector COLLECTOR = new FieldCollector();

    private final InputRules rules;

    InputValidation(InputRules rules) {
        this.rules = rules;
    }

    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters operation, InstrumentationState state) {
        var context = operation.getExecutionContext();
        if (context.getOperationDefinition().getOperation() == Operation.MUTATION) {
            var caller = Caller.of(context.getGraphQLContext());
            var parameters = FieldCollectorParameters.newParameters()
                    .schema(context.getGraphQLSchema())
                    .objectType(context.getGraphQLSchema().getMutationType())
                    .fragments(context.getFragmentsByName())
                    .variables(context.getCoercedVariables().toMap())
                    .graphQLContext(context.getGraphQLContext())
                    .build();
            var fields = COLLECTOR
                    .collectFields(parameters, context.getOperationDefinition().getSelectionSet())
                    .getSubFieldsList();
            check(fields, field -> refusals(field, context, caller));
            check(fields, field -> problems(field, context));
        }
        return null;
    }

    private static void check(List<MergedField> fields, Function<MergedField, List<Problem>> rule) {
        var errors = new ArrayList<GraphQLError>();
        for (var field : fields) {
            if (!field.getName().startsWith("__")) {
                rule.apply(field).forEach(problem -> errors.add(error(field, problem)));
            }
        }
        if (!errors.isEmpty()) {
            throw new RefusedException(errors, true);
        }
    }

    private static GraphQLError error(MergedField field, Problem problem) {
        var path = ResultPath.rootPath().segment(field.getResultKey());
        return Errors.of(problem, path, field.getSingleField().getSourceLocation());
    }

    private static GraphQLFieldDefinition definition(MergedField field, ExecutionContext context) {
        return context.getGraphQLSchema().getMutationType().getFieldDefinition(field.getName());
    }

    private static List<Problem> refusals(MergedField field, ExecutionContext context, Caller caller) {
        return Roles.refusal(field.getName(), Roles.of(definition(field, context)), caller).stream()
                .toList();
    }

    private List<Problem> problems(MergedField field, ExecutionContext context) {
        var definition = definition(field, context);
        var arguments = FieldArguments.of(
                field.getSingleField(),
                definition,
                context.getCoercedVariables().toMap(),
                context.getGraphQLContext());
        try {
            return rules.check(definition, arguments);
        } catch (ApiException e) {
            return e.problems();
        }
    }
}
