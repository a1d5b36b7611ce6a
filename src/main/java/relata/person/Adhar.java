package relata.person;

import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.OneToOne;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import relata.change.Text;

/** An identity record. */
@Entity
@DynamicUpdate
public class Adhar extends PanacheEntity {
    @OneToOne(optional = false, fetch = FetchType.LAZY)
    public Person person;

    @Text(max = 10_000, blank = true)
    @Column(length = 10_000)
    public String signature;

    @Text(max = 100)
    public String adharNo;

    @Formula("(select concat('Adhar of ', p.name) from person p where p.id = person_id)")
    @Basic(fetch = FetchType.LAZY)
    public String label;
}
