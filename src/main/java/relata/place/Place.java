package relata.place;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import org.hibernate.annotations.DynamicUpdate;
import relata.change.Text;
import relata.query.mapping.Label;

@Entity
@DynamicUpdate
@Label("{name} the place")
public class Place extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Text(max = 50)
    @Column(nullable = false)
    public String name;

    @Text(max = 80)
    @Column(nullable = false)
    public String address;

    @OneToOne(mappedBy = "place", fetch = FetchType.LAZY)
    public Restaurant restaurant;
}
