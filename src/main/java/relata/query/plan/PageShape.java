package relata.query.plan;

import graphql.execution.MergedField;
import graphql.schema.GraphQLObjectType;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import relata.query.read.Level;
import relata.query.read.RecordShape;
import relata.query.read.RecordShape.Value;
import relata.query.run.Page;
import relata.query.run.Run;
import relata.query.sql.Cursor;
import relata.query.sql.Order;
import relata.query.type.ColumnType;

/** The selection of a connection: what is read for it, and how it is written. */
public final class PageShape {
    private final RecordShape shape;
    private final List<ColumnType> types;
    private final List<Integer> positions = new ArrayList<>();
    private final String signature;
    private boolean hasPage;
    private boolean hasTotalCount;
    private boolean asksForNext;
    private boolean asksForPrevious;

    PageShape(SelectionCompiler compiler, Level level, Order order, MergedField field) {
        var entity = level.scope().entity();
        signature = order.signature(entity);
        types = order.types(entity);
        shape = new Writing(compiler, level, order, entity).connection(field);
    }

    /** Whether rows are selected, or anything about them. */
    boolean hasPage() {
        return hasPage;
    }

    boolean hasTotalCount() {
        return hasTotalCount;
    }

    /**
     * Whether the flag is selected that tells if there are rows before the page's start, in the direction of reading.
     */
    boolean asksForAside(boolean backward) {
        return backward ? asksForNext : asksForPrevious;
    }

    boolean write(Run run) {
        return shape.write(run, null);
    }

    /** The cursor of a row; null if there is none. Not a method of the class below, which the value would keep. */
    private Value cursorOf(BiFunction<Run, Object[], Object[]> row) {
        return (run, current) -> {
            var found = row.apply(run, current);
            run.json().value(found == null ? null : cursor(found));
            return true;
        };
    }

    private String cursor(Object[] row) {
        var values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Object value = row[positions.get(i)];
            values.add(value == null ? null : types.get(i).toPosition(value));
        }
        return Cursor.write(signature, values);
    }

    /** Used only while the shape is made, which must not keep the document. */
    private final class Writing {
        private final SelectionCompiler compiler;
        private final Level level;
        private final Order order;
        private final EntityType<?> entity;

        Writing(SelectionCompiler compiler, Level level, Order order, EntityType<?> entity) {
            this.compiler = compiler;
            this.level = level;
            this.order = order;
            this.entity = entity;
        }

        RecordShape connection(MergedField field) {
            return compiler.object(type("Connection"), field, this::value);
        }

        private GraphQLObjectType type(String suffix) {
            return compiler.type(entity.getName() + suffix);
        }

        private Value value(String name, MergedField field) {
            hasPage |= !field.getName().equals("totalCount");
            return switch (field.getName()) {
                case "nodes" -> nodes(name, compiler.record(level, level.scope(), field));
                case "edges" -> nodes(name, compiler.object(type("Edge"), field, this::edge));
                case "pageInfo" -> pageInfo(name, field);
                case "totalCount" -> {
                    hasTotalCount = true;
                    yield (run, row) -> {
                        run.json().number(run.page().totalCount());
                        return true;
                    };
                }
                default -> throw new IllegalStateException("No connection has " + field.getName());
            };
        }

        private Value nodes(String name, RecordShape element) {
            return (run, row) -> Values.elements(run, name, run.page().rows(), element);
        }

        private Value edge(String name, MergedField field) {
            if (field.getName().equals("node")) {
                var node = compiler.record(level, level.scope(), field);
                return (run, row) -> {
                    run.enter(name);
                    boolean written = node.write(run, row);
                    run.leave();
                    return written;
                };
            }
            readPositions();
            return cursorOf((run, row) -> row);
        }

        private void readPositions() {
            if (positions.isEmpty()) {
                var expressions = order.expressions(level.scope());
                for (int i = 0; i < types.size(); i++) {
                    positions.add(level.add(expressions.get(i), types.get(i)));
                }
            }
        }

        private Value pageInfo(String name, MergedField field) {
            var info = compiler.object(compiler.type("PageInfo"), field, this::info);
            return (run, row) -> info.write(run, null);
        }

        private Value info(String name, MergedField field) {
            return switch (field.getName()) {
                case "hasNextPage" -> {
                    asksForNext = true;
                    yield flag(Page::hasNext);
                }
                case "hasPreviousPage" -> {
                    asksForPrevious = true;
                    yield flag(Page::hasPrevious);
                }
                default -> {
                    readPositions();
                    boolean first = field.getName().equals("startCursor");
                    yield cursorOf((run, row) -> {
                        var rows = run.page().rows();
                        return rows.isEmpty() ? null : rows.get(first ? 0 : rows.size() - 1);
                    });
                }
            };
        }

        private Value flag(Predicate<Page> flag) {
            return (run, row) -> {
                run.json().bool(flag.test(run.page()));
                return true;
            };
        }
    }
}
