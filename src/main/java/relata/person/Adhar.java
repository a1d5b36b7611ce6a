package relata.person;

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

/** An identity record. */
@Entity
@DynamicUpdate
@Label("Adhar of {person.name}")
public class Adhar extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @OneToOne(optional = false, fetch = FetchType.LAZY)
    public Person person;

    @Text(max = 10_000, blank = true)
    @Column(nullable = false, length = 10_000)
    public String signature;

    @Text(max = 100)
    @Column(nullable = false)
    public String adharNo;
}
