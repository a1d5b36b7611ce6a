package relata.api.http;

import io.vertx.ext.web.MIMEHeader;
import java.util.List;
import java.util.Map;

/**
 * A media type of a response, matched against `Accept`: RFC 9110, section 12.5.1.
 *
 * @param parameters that a range must have to name this type
 */
record MediaType(String type, String subtype, Map<String, String> parameters) {
    MediaType(String type, String subtype) {
        this(type, subtype, Map.of());
    }

    /** The weight of the most specific range that matches; 0 if none does. */
    float quality(List<MIMEHeader> accept) {
        float quality = accept.isEmpty() ? 1 : 0;
        int closest = 0;
        for (MIMEHeader range : accept) {
            // the library parses the rest of a range only after its weight was read
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

    /** Whether it is named itself, not just matched by a wildcard. */
    boolean isNamedIn(List<MIMEHeader> accept) {
        return accept.stream().anyMatch(range -> range.weight() > 0 && closeness(range) == 3);
    }

    @Override
    public String toString() {
        return type + "/" + subtype;
    }
}
