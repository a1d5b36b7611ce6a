package relata.place;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import relata.query.Counted;

@Entity
@DynamicUpdate
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

    @Formula("(select concat(p.name, ' the restaurant') from place p where p.id = place_id)")
    @Basic(fetch = FetchType.LAZY)
    public String label;

    /** Every assignment to the field comes here: Hibernate would save an unsaved place unasked, and ignore another one. */
    public void setPlace(Place place) {
        if (place.id == null) {
            throw new IllegalStateException("Save the place before its restaurant");
        }
        if (this.place != null && !this.place.id.equals(place.id)) {
            throw new IllegalStateException("A restaurant keeps its place: make another one there");
        }
        this.place = place;
    }
}
