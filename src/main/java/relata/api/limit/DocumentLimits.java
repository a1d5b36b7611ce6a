package relata.api.limit;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import jakarta.inject.Singleton;
import relata.api.message.RefusedException;

/** Limits on a document, independent of its variables. They are checked before validation. */
@Singleton
public class DocumentLimits {
    private final LimitSettings settings;
    private final Introspection introspection;

    DocumentLimits(LimitSettings settings, Introspection introspection) {
        this.settings = settings;
        this.introspection = introspection;
    }

    public ParserOptions parserOptions() {
        // the parser counts the end of the document as a token
        return ParserOptions.getDefaultOperationParserOptions()
                .transform(options -> options.maxTokens(settings.tokens() + 1)
                        .parsingListener(token -> checkNumber(token.getText())));
    }

    /** The time to parse a number grows with the square of its length. */
    private void checkNumber(String token) {
        char first = token.charAt(0);
        if (first == '-' || Character.isDigit(first)) {
            int most = settings.numberCharacters();
            check("number-characters", most, token.length(), "A number in the document has too many characters");
        }
    }

    /**
     * Checks whether a document could not be parsed because of a limit.
     *
     * @throws RefusedException LIMIT_EXCEEDED if the parser gave up
     */
    public void check(InvalidSyntaxException e) {
        if (e instanceof ParseCancelledTooDeepException) {
            check("depth", settings.depth(), Integer.MAX_VALUE, "The document has far too many levels of nesting");
        }
        if (e instanceof ParseCancelledException || e instanceof ParseCancelledTooManyCharsException) {
            check("tokens", settings.tokens(), Integer.MAX_VALUE, "The document has too many tokens");
        }
    }

    /**
     * Checks the document as a whole and each of its operations.
     *
     * @throws RefusedException LIMIT_EXCEEDED
     */
    public void check(Document document) {
        var fragments = new Fragments<>(document, DocumentSize.NONE);
        var all = DocumentSize.NONE;
        for (var fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            all = all.and(of(fragment.getName(), fragments));
        }
        for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            var size = of(operation.getSelectionSet(), fragments).in(directives(operation));
            all = all.and(size);
            check(size);
        }
        // validation visits all of this
        check("selections", settings.selections(), all.selections(), "The document has too many selections in total");
        introspection.check(document);
    }

    private void check(DocumentSize size) {
        check("depth", settings.depth(), size.depth(), "The operation has too many levels of nesting");
        check("root-fields", settings.rootFields(), size.fields(), "The operation has too many root fields");
        check("aliases", settings.aliases(), size.aliases(), "The operation has too many aliases");
        check("directives", settings.directives(), size.directives(), "The operation has too many directives");
    }

    private static void check(String limit, int most, long value, String message) {
        if (value > most) {
            throw RefusedException.limitExceeded(
                    "relata.limits." + limit, most, "%s: at most %,d are allowed.".formatted(message, most));
        }
    }

    private static int directives(OperationDefinition operation) {
        int ofVariables = operation.getVariableDefinitions().stream()
                .mapToInt(variable -> variable.getDirectives().size())
                .sum();
        return operation.getDirectives().size() + ofVariables;
    }

    private static DocumentSize of(SelectionSet selections, Fragments<DocumentSize> fragments) {
        var size = DocumentSize.NONE;
        if (selections != null) {
            for (var selection : selections.getSelections()) {
                size = size.and(of(selection, fragments));
            }
        }
        return size;
    }

    private static DocumentSize of(Selection<?> selection, Fragments<DocumentSize> fragments) {
        if (selection instanceof FragmentSpread spread) {
            return of(spread.getName(), fragments).in(spread.getDirectives().size());
        }
        if (selection instanceof InlineFragment inline) {
            return of(inline.getSelectionSet(), fragments)
                    .in(inline.getDirectives().size());
        }
        var field = (Field) selection;
        var below = of(field.getSelectionSet(), fragments);
        boolean counts = !Introspection.isRoot(field);
        return (counts ? below : below.flat())
                .inField(field.getAlias() != null, field.getDirectives().size());
    }

    private static DocumentSize of(String name, Fragments<DocumentSize> fragments) {
        return fragments.get(name, fragment -> of(fragment.getSelectionSet(), fragments)
                .in(fragment.getDirectives().size()));
    }
}
