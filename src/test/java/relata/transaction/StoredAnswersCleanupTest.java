package relata.transaction;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.api.IdempotencySettings;

/** It starts only with settings that can be kept. */
class StoredAnswersCleanupTest {
    private static StoredAnswersCleanup with(String setting, String value) {
        var settings = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(IdempotencySettings.class)
                .withDefaultValue("relata.idempotency." + setting, value)
                .build()
                .getConfigMapping(IdempotencySettings.class);
        return new StoredAnswersCleanup(null, settings);
    }

    @ParameterizedTest
    @CsvSource({"answer, 8388609", "keep, -PT1S"})
    void refusesWhatIsBeyond(String setting, String value) {
        var error = assertThrows(IllegalArgumentException.class, () -> with(setting, value));
        assertTrue(error.getMessage().startsWith("relata.idempotency." + setting + " must be"), error::getMessage);
    }

    @Test
    void takesTheLargestAnswerAndTheShortestTime() {
        assertDoesNotThrow(() -> with("answer", "8M"));
        assertDoesNotThrow(() -> with("keep", "0S"));
    }
}
