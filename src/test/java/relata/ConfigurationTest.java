package relata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of all settings is complete and correct. */
class ConfigurationTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path SOURCES = Path.of("src", "main");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(relata\\.[^`]+)` \\| (?:`([^`]*)`|none)[^|]* \\| .+ \\|$");
    private static final Pattern INJECTED = Pattern.compile("@ConfigProperty\\(name = \"(relata\\.[^\"]+)\"");

    /** The default in each row, by the name as in a configuration file. */
    private static Map<String, String> documented() throws IOException {
        var rows = new TreeMap<String, String>();
        var matcher = ROW.matcher(Files.readString(SOURCES.resolve("docs/configuration.md")));
        while (matcher.find()) {
            rows.put(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
        }
        return rows;
    }

    @Test
    void namesEachSettingWithItsDefault() throws Exception {
        var settings = new TreeMap<String, String>();
        for (var mapping : mappings()) {
            collect(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, settings);
        }
        assertTrue(settings.containsKey("relata.limits.tokens"), settings::toString);
        settings.putAll(ofDatabase());
        assertEquals(lines(settings), lines(documented()));
    }

    @Test
    void leavesNoSettingOutsideOfTheInterfaces() throws IOException {
        try (var files = Files.walk(SOURCES.resolve("java"))) {
            var injected = files.filter(Files::isRegularFile)
                    .flatMap(file -> INJECTED.matcher(read(file)).results())
                    .map(result -> result.group(1))
                    .toList();
            assertEquals(List.of(), injected);
        }
    }

    /** These are read before the application starts, and so are in no interface. */
    private static Map<String, String> ofDatabase() throws IOException {
        var properties = new Properties();
        try (var file = Files.newInputStream(SOURCES.resolve("resources/application.properties"))) {
            properties.load(file);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("relata.database."))
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** A default is in one place only. */
    @Test
    void doesNotRepeatDefaults() throws IOException {
        var repeated = Files.readString(SOURCES.resolve("resources/application.properties"))
                .lines()
                .filter(line -> line.startsWith("relata.") && !line.startsWith("relata.database."))
                .toList();
        assertEquals(List.of(), repeated);
    }

    private static List<Class<?>> mappings() throws IOException {
        try (var files = Files.walk(CLASSES.resolve("relata"))) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> load(file.substring(0, file.length() - 6).replace('/', '.')))
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ConfigurationTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(String prefix, Class<?> group, Map<String, String> settings) {
        for (var method : group.getDeclaredMethods()) {
            var name = prefix + "." + kebab(method.getName());
            if (method.getReturnType().isInterface()
                    && method.getReturnType().getName().startsWith("relata.")) {
                collect(name, method.getReturnType(), settings);
            } else {
                var given = method.getAnnotation(WithDefault.class);
                settings.put(name, given == null ? "" : given.value());
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
