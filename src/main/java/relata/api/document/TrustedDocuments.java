package relata.api.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import relata.api.message.Sha256;

/** The only documents that may run, by their ids in a manifest and by their hashes. */
final class TrustedDocuments {
    /** The prefix of a hash in `documentId`, as in GraphQL over HTTP. */
    static final String PREFIX = "sha256:";

    private final Map<String, String> documents = new HashMap<>();

    /**
     * Reads a manifest: a JSON object from ids to documents, or Apollo's, which lists operations with `id` and `body`.
     *
     * @throws ConfigurationException if it is neither
     */
    static TrustedDocuments read(Path manifest) {
        try {
            var json = new ObjectMapper().readTree(Files.readAllBytes(manifest));
            var trusted = new TrustedDocuments();
            if (json.path("operations").isArray()) {
                json.get("operations").forEach(operation -> trusted.add(operation.get("id"), operation.get("body")));
            } else if (json.isObject()) {
                json.fields()
                        .forEachRemaining(entry -> trusted.add(TextNode.valueOf(entry.getKey()), entry.getValue()));
            } else {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            return trusted;
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("The manifest of trusted documents, %s, cannot be used (%s): set "
                            .formatted(manifest.toAbsolutePath(), reason(e))
                    + "relata.documents.manifest to a JSON file that maps ids to documents, or to an Apollo manifest.");
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : e.getMessage().lines().findFirst().orElse("");
    }

    private void add(JsonNode id, JsonNode document) {
        if (id == null || !id.isTextual() || document == null || !document.isTextual()) {
            throw new IllegalArgumentException("each document and each id must be a string");
        }
        documents.put(id.textValue(), document.textValue());
        documents.put(Sha256.of(document.textValue()), document.textValue());
    }

    /** The document with that id or hash, with or without {@link #PREFIX}; null if there is none. */
    String find(String idOrHash) {
        String document = documents.get(idOrHash);
        return document == null ? documents.get(idOrHash.replaceFirst("^" + PREFIX, "")) : document;
    }
}
