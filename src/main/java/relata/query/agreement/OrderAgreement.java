package relata.query.agreement;

import jakarta.persistence.metamodel.EntityType;
import relata.query.mapping.Attributes;

/** Checks the order of an entity against its attributes and counts. */
record OrderAgreement(EntityType<?> entity, Gaps gaps) {
    private static final String KIND = "Order";
    private static final String DIRECTION = "Direction";

    void check() {
        var order = gaps.input(entity.getName() + KIND);
        if (order == null) {
            return;
        }
        for (var key : order.getFieldDefinitions()) {
            String expected = expected(key.getName());
            if (expected == null) {
                gaps.add(order, key.getName(), "the entity has no such attribute or count");
            } else if (!ValueTypes.isNamed(key.getType(), expected)) {
                gaps.add(order, key.getName(), "it must be a " + expected);
            }
        }
    }

    private String expected(String key) {
        var attribute = Attributes.find(entity, key).filter(found -> !found.isCollection());
        if (attribute.isEmpty()) {
            return Attributes.counted(entity, key).isPresent() ? DIRECTION : null;
        }
        return attribute.get().isAssociation()
                ? Attributes.target(attribute.get()).getName() + KIND
                : DIRECTION;
    }
}
