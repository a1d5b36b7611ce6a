package relata.place;

import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.OneToOne;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import relata.change.Text;

@Entity
@DynamicUpdate
public class Place extends PanacheEntity {
    @Text(max = 50)
    public String name;

    @Text(max = 80)
    public String address;

    @OneToOne(mappedBy = "place", fetch = FetchType.LAZY)
    public Restaurant restaurant;

    @Formula("concat(name, ' the place')")
    @Basic(fetch = FetchType.LAZY)
    public String label;
}
