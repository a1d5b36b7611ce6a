package relata.place;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import relata.query.mapping.Counted;
import relata.query.mapping.Label;

@Entity
@DynamicUpdate
@Label("{place.name} the restaurant")
public class Restaurant extends PanacheEntityBase {
    /** The key of the place. */
    @Id
    public Long id;

    @MapsId
    @OneToOne(optional = false, fetch = FetchType.LAZY)
    public Place place;

    public boolean servesHotDogs;

    public boolean servesPizza;

    @Counted("waiterCount")
    @OneToMany(mappedBy = "restaurant")
    public List<Waiter> waiters;

    /** Every assignment to the field goes through here: Hibernate would ignore a different place. */
    public void setPlace(Place place) {
        if (this.place != null && this.place != place && !this.place.id.equals(place.id)) {
            throw new IllegalStateException("A restaurant cannot move to another place: create a new restaurant there");
        }
        this.place = place;
    }
}
