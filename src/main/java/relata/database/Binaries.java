package relata.database;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A MariaDB server that can be started.
 *
 * @param mariadbd the program
 * @param share the directory with its messages, character sets and the SQL of its system tables
 */
record Binaries(Path mariadbd, Path share, Version version) {

    private static final List<String> NAMES = List.of("mariadbd", "mariadbd.exe", "mysqld.exe");
    // where Debian keeps it, outside the PATH of most users
    private static final String ELSEWHERE = File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/usr/local/sbin";
    private static final Pattern VERSION = Pattern.compile("Ver (\\S+)");
    private static final Version OLDEST = Version.parse("10.10");

    /** The bundled binaries, unpacked into the directory, or else those on the PATH. */
    static Binaries in(Path directory) throws IOException {
        var embedded = EmbeddedBinaries.find();
        if (embedded.isPresent()) {
            return of(embedded.get().unpackInto(directory), embedded.get().version());
        }
        var installed = onPath(System.getenv().getOrDefault("PATH", "") + ELSEWHERE)
                .orElseThrow(() -> new DatabaseFailure("No database is available: this Relata bundles none for "
                        + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                        + ", and there is no mariadbd on the PATH. Set QUARKUS_DATASOURCE_JDBC_URL"
                        + " (and QUARKUS_DATASOURCE_USERNAME, QUARKUS_DATASOURCE_PASSWORD), or install MariaDB."));
        var binaries = of(installed, versionOf(installed));
        if (binaries.version.compareTo(OLDEST) < 0) {
            throw new DatabaseFailure(installed + " is MariaDB " + binaries.version + ", but Relata requires " + OLDEST
                    + " or later: upgrade it, or set QUARKUS_DATASOURCE_JDBC_URL.");
        }
        return binaries;
    }

    /** SQL for the system tables of a new data directory. */
    String systemTables() throws IOException {
        var sql = new StringBuilder();
        for (var name : List.of("system_tables", "performance_tables", "system_tables_data")) {
            // before MariaDB 11 they were called mysql_…
            var file = share.resolve("mariadb_" + name + ".sql");
            var old = share.resolve("mysql_" + name + ".sql");
            sql.append(Files.readString(Files.exists(file) ? file : old)).append('\n');
        }
        sql.append(Files.readString(share.resolve("maria_add_gis_sp_bootstrap.sql")));
        return sql.append('\n').toString();
    }

    private static Binaries of(Path mariadbd, Version version) throws IOException {
        var base = mariadbd.toRealPath().getParent().getParent();
        return Stream.of("share/mysql", "share/mariadb", "share")
                .map(base::resolve)
                .filter(share -> Files.exists(share.resolve("maria_add_gis_sp_bootstrap.sql")))
                .findFirst()
                .map(share -> new Binaries(mariadbd, share, version))
                .orElseThrow(() -> new DatabaseFailure("The SQL scripts that belong to " + mariadbd + " are not in "
                        + base.resolve("share") + ": set QUARKUS_DATASOURCE_JDBC_URL instead."));
    }

    private static Optional<Path> onPath(String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Version versionOf(Path mariadbd) throws IOException {
        var process = new ProcessBuilder(mariadbd.toString(), "--no-defaults", "--version")
                .redirectErrorStream(true)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var matcher = VERSION.matcher(answer);
        if (!matcher.find()) {
            throw new DatabaseFailure(mariadbd + " did not report its version. It printed: " + answer.strip());
        }
        return Version.parse(matcher.group(1));
    }
}
