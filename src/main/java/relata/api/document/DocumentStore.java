package relata.api.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Map;
import relata.api.ErrorCode;
import relata.api.message.RefusedException;
import relata.api.message.Request;
import relata.api.message.Sha256;

/**
 * Finds the document of a request: the one it contains; one sent before with the same hash, which is Apollo's automatic
 * persisted queries; or, if there is a manifest, only a document of the manifest.
 */
// fail before starting anything that would have to be stopped again
@Startup(1)
@Singleton
public class DocumentStore {
    private static final String HASH = "[0-9a-f]{64}";

    private final TrustedDocuments trusted;
    private final boolean automatic;
    private final Cache<String, String> known;

    DocumentStore(DocumentSettings settings) {
        trusted = settings.manifest().map(TrustedDocuments::read).orElse(null);
        automatic = settings.automatic();
        known = Caffeine.newBuilder()
                .maximumWeight(settings.automaticCharacters())
                .weigher((String hash, String document) -> hash.length() + document.length())
                .build();
    }

    /**
     * Finds the document of a request.
     *
     * @throws RefusedException BAD_REQUEST if it has none, or none that may run; PERSISTED_QUERY_NOT_FOUND if the
     *     client is to send it again with its text
     */
    public String find(Request request) {
        String hash = hash(request.extensions().get("persistedQuery"));
        if (hash != null && request.query() != null && !hash.equals(Sha256.of(request.query()))) {
            throw RefusedException.badRequest("“sha256Hash” is not the hash of “query”.");
        }
        if (trusted != null) {
            return trusted(request, hash);
        }
        if (request.query() != null) {
            if (hash != null && automatic) {
                known.put(hash, request.query());
            }
            return request.query();
        }
        return known(hash == null ? hashOf(request.documentId()) : hash);
    }

    private String trusted(Request request, String hash) {
        String key =
                request.documentId() != null ? request.documentId() : hash != null ? hash : Sha256.of(request.query());
        String document = trusted.find(key);
        if (document == null || (request.query() != null && !document.equals(request.query()))) {
            throw RefusedException.badRequest(
                    "This server runs only the documents in its manifest, and this is not one of them.");
        }
        return document;
    }

    private String known(String hash) {
        if (!automatic) {
            // clients recognise this message
            throw new RefusedException(ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, "PersistedQueryNotSupported");
        }
        String document = known.getIfPresent(hash);
        if (document == null) {
            throw new RefusedException(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound");
        }
        return document;
    }

    private static String hash(Object persistedQuery) {
        if (persistedQuery == null) {
            return null;
        }
        if (!(persistedQuery instanceof Map<?, ?> map)
                || !(map.get("version") instanceof Number version && version.intValue() == 1)
                || !(map.get("sha256Hash") instanceof String hash && hash.matches(HASH))) {
            throw RefusedException.badRequest("“persistedQuery” must be an object with the “version” 1 and a "
                    + "“sha256Hash” of 64 lower-case hexadecimal digits.");
        }
        return (String) map.get("sha256Hash");
    }

    private static String hashOf(String documentId) {
        if (!documentId.matches(TrustedDocuments.PREFIX + HASH)) {
            throw RefusedException.badRequest("There is no document with that “documentId”: send its text as “query”.");
        }
        return documentId.substring(TrustedDocuments.PREFIX.length());
    }
}
