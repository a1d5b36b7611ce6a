package relata.api.document;

import graphql.language.Field;
import graphql.validation.ValidationError;
import java.util.List;
import relata.api.limit.Cost;

/**
 * What the one walk over an operation finds.
 *
 * @param rootFields the fields of the root type, including those in fragments
 * @param errors those that graphql-java's validation does not report
 */
public record WalkedOperation(
        List<Field> rootFields, List<VariableUse> variables, Cost cost, List<ValidationError> errors) {}
