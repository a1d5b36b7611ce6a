package relata.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be switched on and off, under `relata`. */
@ConfigMapping(prefix = "relata")
public interface RelataSettings {
    /** Whether clients can ask for the schema: by introspection, and at /graphql/schema.graphqls. */
    @WithDefault("false")
    boolean introspection();

    /** Whether there is GraphiQL at /graphiql, and / leads there. */
    @WithDefault("false")
    boolean graphiql();

    /** Whether a new database gets the records of the two stories. */
    @WithDefault("false")
    boolean demo();

    /** The files of the API's types, on the class path. */
    @WithDefault("schema.graphqls")
    List<String> schema();

    /** How long an operation may take from when it was received: what is then not done is stopped. */
    @WithDefault("10S")
    Duration deadline();

    Database database();

    /**
     * Read replicas, and the bundled MariaDB. It starts before there is an application, and so `relata.database` reads
     * what is about it itself, and application.properties has the defaults.
     */
    interface Database {
        /** The JDBC URLs of read replicas, which answer queries instead of the primary. */
        Optional<List<String>> replicas();

        /** How far behind the primary a replica may be: a replica that is further behind gets no queries. */
        @WithDefault("10S")
        Duration replicaLag();

        /** On a Galera cluster, whether an operation waits until its node has what was committed at the others. */
        @WithDefault("true")
        boolean syncWait();

        /** Where its data is, with the server's files, its log and its password beside it. */
        Path directory();

        /** Where it listens on 127.0.0.1; 0 is any free port. */
        int port();

        /** More options for mariadbd. */
        Optional<List<String>> options();

        /** When Relata is built: `none` leaves that MariaDB out of the artifact. */
        Optional<String> embedded();
    }
}
