package relata.feed.binlog.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a statement in the binlog is laid out, it is seen what it may have done. */
class DdlClassifierTest {
    private final DdlClassifier statements = new DdlClassifier("relata", Set.of("place", "waiter"));

    private Optional<String> gap(String sql) {
        return statements.gap(sql, "relata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create or replace table waiter (id int)",
                "create  or replace table waiter (id int)",
                "create\nor\treplace table waiter (id int)",
                "create /* x */ or replace table waiter (id int)",
                "create -- x\n or # x\n replace table waiter (id int)",
                "create/**/or/*!50000 replace */table waiter (id int)",
                "CREATE OR REPLACE TABLE `relata`.`Waiter` LIKE `old`",
                "/*!40000 alter table waiter disable keys */",
                "alter table /*!50000waiter*/ add x int",
                "/*M!100100 truncate */ waiter",
                "drop/**/table waiter",
                "rename table guest to old, waiter to guest",
                "alter table guest comment '/*', rename to x, comment 'waiter */'"
            })
    void seesChangesOfTables(String sql) {
        assertEquals("a change to a table definition", gap(sql).orElse("").split(" \\(")[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop database relata",
                "DROP  SCHEMA IF EXISTS `relata`",
                "DROP /* */ DATABASE relata",
                "drop /*! database */ relata",
                "drop -- x\n database relata",
                "create or replace database relata",
                "create or  replace schema relata"
            })
    void seesChangesOfTheDatabase(String sql) {
        assertEquals(
                "a change to a table definition",
                statements.gap(sql, "other").orElse("").split(" \\(")[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update place set name = 'x'",
                "/* a */ -- b\n update place set name = 'x'",
                "ANALYZE UPDATE place SET name = 'x'",
                "analyze format=json delete from place",
                "analyze /* table */ update place set name = 'x'",
                "analyze\n# table\nupdate place set name = 'x'",
                "begin not atomic update place set name = 'x'; end",
                "check x",
                "optimize update place",
                "release place",
                "start slave",
                "repair table place",
                "set statement max_statement_time = 1 for delete from place",
                "(select 1)",
                "--1",
                ""
            })
    void seesStatementsInsteadOfRows(String sql) {
        assertEquals("a statement instead of rows", gap(sql).orElse("").split(" \\(")[0]);
        assertEquals(Optional.empty(), statements.gap(sql, "other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollback to s", "ROLLBACK  TO `s`", "rollback /* x */ work\nto savepoint s"})
    void seesWhatWasRolledBackInPart(String sql) {
        assertEquals("a transaction that was rolled back in part", gap(sql).orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "BEGIN WORK",
                "start transaction with consistent snapshot",
                "savepoint `place`",
                "release savepoint s",
                "rollback",
                "commit",
                "grant select on place to x",
                "revoke all on relata.* from x",
                "flush tables place",
                "analyze table place",
                "ANALYZE  NO_WRITE_TO_BINLOG\nTABLES place, waiter",
                "analyze local table place persistent for all",
                "optimize table place",
                "optimize /* x */ local table place",
                "check table place for upgrade",
                "check view place_view for upgrade",
                "xa start 'place'",
                "xa  prepare 'x'",
                "create table place_copy like place",
                "create index ix_temporary on waiter (name)",
                "create /* or */ table if not exists waiter (id int)",
                "create or replace table guest (waiters int)",
                "create database relata",
                "alter table guest add column waiters int",
                "drop database relata_old"
            })
    void passesOverWhatChangesNoRecord(String sql) {
        assertEquals(Optional.empty(), gap(sql));
    }

    @Test
    void readsStatementsOfAnyLength() {
        for (String filler : new String[] {" ", "\n", "/**/", "/* x */ ", "-- x\n", "#\n", "/*", "/*!", "--", "'"}) {
            String much = filler.repeat(100_000);
            gap(much);
            gap("create" + much);
        }
        String blanks = " /* x */ -- x\n".repeat(100_000);
        assertEquals(Optional.empty(), gap(blanks + "drop table guest"));
        assertEquals(Optional.of("a change to a table definition (drop)"), gap(blanks + "drop table waiter"));
        assertEquals(Optional.of("a change to a table definition (drop)"), gap("drop" + blanks + "table waiter"));
    }
}
