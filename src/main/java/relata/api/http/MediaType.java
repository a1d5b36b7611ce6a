package relata.api.http;

import io.vertx.ext.web.MIMEHeader;
import java.util.List;
import java.util.Map;

/**
 * A type that an answer can have, as an `Accept` takes it or not: RFC 9110, section 12.5.1.
 *
 * @param parameters those without which a range does not name this type
 */
record MediaType(String type, String subtype, Map<String, String> parameters) {
    MediaType(String type, String subtype) {
        this(type, subtype, Map.of());
    }

    /** The weight of the range that fits most closely; 0 if none does. */
    float quality(List<MIMEHeader> accept) {
        float quality = accept.isEmpty() ? 1 : 0;
        int closest = 0;
        for (MIMEHeader range : accept) {
            // the library reads the rest of a range only once its weight was asked for
            float weight = range.weight();
            int closeness = closeness(range);
            if (closeness > closest) {
                closest = closeness;
                quality = weight;
            }
        }
        return quality;
    }

    private int closeness(MIMEHeader range) {
        String charset = range.parameter("charset");
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            return 0;
        }
        if (type.equalsIgnoreCase(range.component())) {
            boolean isNamed = subtype.equalsIgnoreCase(range.subComponent())
                    && range.parameters().entrySet().containsAll(parameters.entrySet());
            return isNamed ? 3 : "*".equals(range.subComponent()) ? 2 : 0;
        }
        return "*".equals(range.component()) && "*".equals(range.subComponent()) ? 1 : 0;
    }

    /** Whether it stands there itself, not just as a wildcard. */
    boolean isNamedIn(List<MIMEHeader> accept) {
        return accept.stream().anyMatch(range -> range.weight() > 0 && closeness(range) == 3);
    }

    @Override
    public String toString() {
        return type + "/" + subtype;
    }
}
