package relata.query.plan;

import graphql.execution.MergedField;
import graphql.language.AstPrinter;
import jakarta.persistence.metamodel.Attribute;
import java.util.Map;
import java.util.stream.Collectors;
import relata.api.ApiException;
import relata.api.Argument;
import relata.query.mapping.Attributes;
import relata.query.read.Level;
import relata.query.read.ListArguments;
import relata.query.read.ListRead;
import relata.query.read.RecordShape.Value;
import relata.query.run.Layout;
import relata.query.run.Part;
import relata.query.sql.Filter;
import relata.query.sql.Scope;
import relata.query.sql.ToMany;
import relata.query.type.ColumnTypes;

/** Compiles what a document selects of to-many relations. */
final class ToManyCompiler {
    private final SelectionCompiler selections;
    private final ArgumentTemplates arguments;
    private int parts;
    private int lists;

    ToManyCompiler(SelectionCompiler selections, ArgumentTemplates arguments) {
        this.selections = selections;
        this.arguments = arguments;
    }

    /** What a run of the plan needs room for, once everything is compiled. */
    Layout layout() {
        return new Layout(parts, lists);
    }

    /** The number of rows of a list. */
    Value count(Level level, Scope scope, String name, MergedField field) {
        var rows = new ToMany(
                scope, Attributes.counted(scope.entity(), field.getName()).orElseThrow());
        var where = (Map<?, ?>) arguments
                .of(selections.definition(scope.entity(), field), field)
                .get("where");
        Part part = part();
        int column;
        try {
            column = where == null
                    ? level.addCount(rows.count())
                    : level.addFallible(scope.statement()
                            .within(
                                    part,
                                    () -> rows.count(other -> Filter.condition(other, where, Argument.of("where")))));
        } catch (ApiException e) {
            part.breaks(e);
            column = level.addFallible("null");
        }
        return Values.count(name, column, part, field.getSingleField().getSourceLocation());
    }

    /** A list of other records, which is read after the record that has it. */
    Value list(Level level, Scope scope, Attribute<?, ?> attribute, String name, MergedField field) {
        int parent = level.add(scope.key(), ColumnTypes.LONG);
        var template = arguments.of(selections.definition(scope.entity(), field), field);
        String written = field.getSingleField().getArguments().stream()
                .map(AstPrinter::printAstCompact)
                .sorted()
                .collect(Collectors.joining(","));
        var read = level.list(
                scope.entity().getName() + " " + scope.key() + " " + field.getName() + "(" + written + ")", () -> {
                    var list = listRead(attribute, parent, scope.shared(), template);
                    return list.begin(
                            new Level(Scope.root(selections.statement(), Attributes.target(attribute))), attribute);
                });
        var shape = selections.record(read.level(), read.level().scope(), field);
        read.addField(inner -> selections.record(inner, inner.scope(), field));
        return Values.list(
                name,
                shape,
                read,
                parent,
                selections.isNonNull(scope.entity(), field),
                field.getSingleField().getSourceLocation());
    }

    private ListRead listRead(Attribute<?, ?> relation, int parent, boolean shared, Map<?, ?> template) {
        String field = relation.getName();
        var entity = Attributes.target(relation);
        Part part = part();
        try {
            return new ListRead(field, lists++, part, parent, shared, ListArguments.of(entity, template));
        } catch (ApiException e) {
            part.breaks(e);
            return new ListRead(field, lists - 1, part, parent, shared, ListArguments.of(entity, Map.of()));
        }
    }

    private Part part() {
        return new Part(parts++);
    }
}
