package relata.api.document;

import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.util.FpKit;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forbids `@include` and `@skip` on the root field of a subscription: section 5.2.4.1 of the GraphQL specification.
 * graphql-java's own rule throws an exception there, so this check comes first.
 */
final class SubscriptionRoot {
    private static final Set<String> CONDITIONS = Set.of("include", "skip");

    private final Map<String, FragmentDefinition> fragments;
    private final Set<String> seen = new HashSet<>();
    private final List<ValidationError> errors = new ArrayList<>();

    private SubscriptionRoot(Document document) {
        fragments =
                FpKit.getByName(document.getDefinitionsOfType(FragmentDefinition.class), FragmentDefinition::getName);
    }

    static List<ValidationError> errors(Document document) {
        var root = new SubscriptionRoot(document);
        for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            if (operation.getOperation() == Operation.SUBSCRIPTION) {
                root.check(operation.getSelectionSet());
            }
        }
        return root.errors;
    }

    private void check(SelectionSet selections) {
        for (Selection<?> selection : selections.getSelections()) {
            refuseConditions((DirectivesContainer<?>) selection);
            if (selection instanceof InlineFragment inline) {
                check(inline.getSelectionSet());
            } else if (selection instanceof FragmentSpread spread
                    && fragments.containsKey(spread.getName())
                    && seen.add(spread.getName())) {
                check(fragments.get(spread.getName()).getSelectionSet());
            }
        }
    }

    private void refuseConditions(DirectivesContainer<?> selection) {
        for (var directive : selection.getDirectives()) {
            if (CONDITIONS.contains(directive.getName())) {
                errors.add(ValidationError.newValidationError()
                        .validationErrorType(ValidationErrorType.SubscriptionMultipleRootFields)
                        .sourceLocation(directive.getSourceLocation())
                        .description("The root field of a subscription can have neither @include nor @skip")
                        .build());
            }
        }
    }
}
