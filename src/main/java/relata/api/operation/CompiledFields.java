package relata.api.operation;

import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.AsyncSerialExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import graphql.execution.FieldValueInfo;
import graphql.execution.FieldValueInfo.CompleteValueType;
import relata.api.message.JsonText;

/** Executes operations as graphql-java does, but takes fields that are JSON already as complete. */
final class CompiledFields {
    private CompiledFields() {}

    static final class Queries extends AsyncExecutionStrategy {
        Queries(DataFetcherExceptionHandler failures) {
            super(failures);
        }

        @Override
        protected FieldValueInfo completeValue(ExecutionContext context, ExecutionStrategyParameters parameters) {
            return isComplete(parameters) ? complete(parameters) : super.completeValue(context, parameters);
        }
    }

    static final class Mutations extends AsyncSerialExecutionStrategy {
        Mutations(DataFetcherExceptionHandler failures) {
            super(failures);
        }

        @Override
        protected FieldValueInfo completeValue(ExecutionContext context, ExecutionStrategyParameters parameters) {
            return isComplete(parameters) ? complete(parameters) : super.completeValue(context, parameters);
        }
    }

    private static boolean isComplete(ExecutionStrategyParameters parameters) {
        return parameters.getSource() instanceof JsonText;
    }

    private static FieldValueInfo complete(ExecutionStrategyParameters parameters) {
        return new FieldValueInfo(CompleteValueType.OBJECT, parameters.getSource());
    }
}
