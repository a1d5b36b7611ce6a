package relata.feed.binlog.event;

import relata.query.mapping.GlobalId;

/** What happened to one record. */
public record Change(Kind kind, GlobalId id) {
    /** The values of the schema's `ChangeKind`. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }
}
