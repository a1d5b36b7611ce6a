package relata.api;

import graphql.ExecutionResult;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationCreateStateParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldParameters;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Stops an operation whose answer grows too large while it is put together: few records are enough for that, where they
 * name each other in a circle.
 */
@ApplicationScoped
class AnswerLimit extends SimplePerformantInstrumentation {
    private final int most;

    AnswerLimit(LimitSettings settings) {
        most = settings.answer();
    }

    private static final class Size implements InstrumentationState {
        private int values;
    }

    @Override
    public InstrumentationState createState(InstrumentationCreateStateParameters parameters) {
        return new Size();
    }

    @Override
    public InstrumentationContext<ExecutionResult> beginSubscribedFieldEvent(
            InstrumentationFieldParameters parameters, InstrumentationState state) {
        ((Size) state).values = 0;
        return null;
    }

    @Override
    public InstrumentationContext<Object> beginFieldExecution(
            InstrumentationFieldParameters parameters, InstrumentationState state) {
        int values = ++((Size) state).values;
        if (values > most) {
            var message = "The answer would have more than %,d values: ask for smaller pages, or for fewer fields.";
            throw ApiException.limitExceeded("relata.limits.answer", most, message.formatted(most));
        }
        return null;
    }
}
