package relata;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import relata.database.DatabaseFailure;
import relata.database.EmbeddedDatabase;

/** Starts Relata, and its database first. */
@QuarkusMain
public class Main {

    public static void main(String... args) {
        try {
            EmbeddedDatabase.startUnlessConfigured();
        } catch (DatabaseFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
        Quarkus.run(args);
    }
}
