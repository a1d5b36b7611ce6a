package relata.database;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options of our MariaDB. */
class ServerOptions {

    /** Ignores case, distinguishes accents, and does not pad. */
    static final String COLLATION = "utf8mb4_uca1400_nopad_as_ci";

    private static final List<String> ALWAYS = List.of(
            // only from this machine, and over TCP, since the path of a socket is limited to 108 characters
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--socket=",
            // local traffic needs no TLS, and creating a key takes 4 s at each start
            "--skip-ssl",
            "--pid-file=mariadbd.pid",
            "--character-set-server=utf8mb4",
            "--collation-server=" + COLLATION,
            // also for tables with a character set but no collation
            "--loose-character-set-collations=utf8mb4=" + COLLATION,
            // each commit is on disk and in the binlog before it is acknowledged; the change feed reads whole rows
            "--log-bin=binlog",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--binlog-row-metadata=FULL",
            "--sync-binlog=1",
            "--innodb-flush-log-at-trx-commit=1",
            "--binlog-expire-logs-seconds=604800",
            "--server-id=1",
            // modest, for one application on one machine
            "--max-connections=100",
            "--innodb-buffer-pool-size=128M",
            // no table is MyISAM's, and to reserve 128M for such takes time at each start
            "--key-buffer-size=0",
            "--skip-feedback");

    private ServerOptions() {}

    static List<String> of(int port, Path initFile, List<String> more) {
        var options = new ArrayList<>(ALWAYS);
        options.add("--port=" + port);
        options.add("--init-file=" + initFile);
        // the server uses the last of two that conflict
        options.addAll(more);
        return options;
    }
}
