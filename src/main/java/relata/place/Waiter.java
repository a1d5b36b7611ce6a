package relata.place;

import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import relata.change.Text;

@Entity
@DynamicUpdate
public class Waiter extends PanacheEntity {
    @Text(max = 50)
    public String name;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "restaurant_id")
    public Restaurant restaurant;

    @Formula(
            "(select concat(name, ' the waiter at ', p.name, ' the restaurant') from place p where p.id = restaurant_id)")
    @Basic(fetch = FetchType.LAZY)
    public String label;
}
