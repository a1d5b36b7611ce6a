package relata.menu;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import relata.change.Text;
import relata.query.mapping.Counted;
import relata.query.mapping.Label;

@Entity
@DynamicUpdate
@Table(uniqueConstraints = @UniqueConstraint(columnNames = {"site", "badge"}))
@Label("{name} at {site}")
public class Employee extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Text(max = 50)
    @Column(nullable = false)
    public String name;

    @Text(max = 20)
    @Column(nullable = false)
    public String site;

    public int badge;

    @ManyToOne(fetch = FetchType.LAZY)
    public Employee boss;

    @Counted("reportCount")
    @OneToMany(mappedBy = "boss")
    public List<Employee> reports;
}
