package relata.api.document;

import graphql.introspection.Introspection;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.util.FpKit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import relata.api.limit.Cost;
import relata.api.limit.Costs;
import relata.api.limit.RootType;

/** The one walk over an operation, each fragment once. The document must be valid. */
final class OperationWalk {
    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments;
    private final GraphQLObjectType root;
    private final Costs costs;
    private final Map<String, Cost> costsOfFragments = new HashMap<>();
    private final List<Field> rootFields = new ArrayList<>();
    private final VariableUses uses;

    private OperationWalk(OperationDefinition operation, Document document, GraphQLSchema schema, Costs costs) {
        this.schema = schema;
        this.fragments =
                FpKit.getByName(document.getDefinitionsOfType(FragmentDefinition.class), FragmentDefinition::getName);
        this.root = RootType.of(operation, schema);
        this.costs = costs;
        this.uses = new VariableUses(operation, schema);
    }

    static WalkedOperation over(OperationDefinition operation, Document document, GraphQLSchema schema, Costs costs) {
        var walk = new OperationWalk(operation, document, schema, costs);
        var cost = Cost.shared(walk.selections(operation.getSelectionSet(), walk.root));
        return new WalkedOperation(walk.rootFields, walk.uses.variables(), cost, walk.uses.errors());
    }

    private Cost selections(SelectionSet selections, GraphQLCompositeType type) {
        var all = new ArrayList<Cost>();
        for (Selection<?> selection : selections.getSelections()) {
            uses.directives((DirectivesContainer<?>) selection);
            all.add(selection(selection, type));
        }
        return Cost.all(all);
    }

    private Cost selection(Selection<?> selection, GraphQLCompositeType type) {
        if (selection instanceof Field field) {
            return field(field, type);
        }
        if (selection instanceof InlineFragment inline) {
            var condition = inline.getTypeCondition();
            return selections(inline.getSelectionSet(), condition == null ? type : type(condition.getName()));
        }
        return fragment(((FragmentSpread) selection).getName());
    }

    private Cost fragment(String name) {
        var known = costsOfFragments.get(name);
        if (known != null) {
            return known;
        }
        var fragment = fragments.get(name);
        uses.directives(fragment);
        var type = type(fragment.getTypeCondition().getName());
        var cost = Cost.shared(selections(fragment.getSelectionSet(), type));
        costsOfFragments.put(name, cost);
        return cost;
    }

    private GraphQLCompositeType type(String name) {
        return (GraphQLCompositeType) schema.getType(name);
    }

    private Cost field(Field field, GraphQLCompositeType parent) {
        if (parent == root) {
            rootFields.add(field);
        }
        var definition = Introspection.getFieldDef(schema, parent, field.getName());
        var sized = new HashSet<String>();
        for (var argument : field.getArguments()) {
            String name = argument.getName();
            if (uses.argument(
                    name, argument.getValue(), definition.getArgument(name).getType())) {
                sized.add(name);
            }
        }
        var below = field.getSelectionSet() == null
                ? Cost.NONE
                : selections(field.getSelectionSet(), (GraphQLCompositeType)
                        GraphQLTypeUtil.unwrapAll(definition.getType()));
        // what is known without any record costs nothing
        return field.getName().startsWith("__") ? Cost.NONE : costs.of(field, definition, parent, sized, below);
    }
}
