package relata.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** General settings, under `relata`. */
@ConfigMapping(prefix = "relata")
public interface RelataSettings {
    /** Whether clients can read the schema: by introspection, and at /graphql/schema.graphqls. */
    @WithDefault("false")
    boolean introspection();

    /** Whether GraphiQL is served at /graphiql, and / redirects there. */
    @WithDefault("false")
    boolean graphiql();

    /** Whether a new database is filled with the records of the two stories. */
    @WithDefault("false")
    boolean demo();

    /** Whether the server stops as soon as it is ready. */
    @WithDefault("false")
    boolean startOnly();

    /** The schema files, on the class path. */
    @WithDefault("schema.graphqls")
    List<String> schema();

    /** How long an operation may take from when it was received; then it is stopped. */
    @WithDefault("10S")
    Duration deadline();

    Database database();

    /**
     * Read replicas, and the bundled MariaDB. That starts before the application, so `relata.database` reads its
     * settings itself, and application.properties has their defaults.
     */
    interface Database {
        /** The JDBC URLs of read replicas, which answer queries instead of the primary. */
        Optional<List<String>> replicas();

        /** How far a replica may be behind the primary; one that is further behind gets no queries. */
        @WithDefault("10S")
        Duration replicaLag();

        /** On a Galera cluster, whether an operation waits until its node has applied what the others committed. */
        @WithDefault("true")
        boolean syncWait();

        /** The directory of the data, the server's files, its log and its password. */
        Path directory();

        /** The port on 127.0.0.1; 0 is any free port. */
        int port();

        /** More options for mariadbd. */
        Optional<List<String>> options();

        /** At build time: `none` leaves MariaDB out of the artifact. */
        Optional<String> embedded();
    }
}
