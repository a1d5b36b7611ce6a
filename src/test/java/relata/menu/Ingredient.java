package relata.menu;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import relata.change.Text;
import relata.query.mapping.Counted;
import relata.query.mapping.Label;

@Entity
@DynamicUpdate
@Label("{name} the ingredient")
public class Ingredient extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Text(max = 50)
    @Column(nullable = false)
    public String name;

    @Counted("dishCount")
    @ManyToMany(mappedBy = "ingredients")
    public List<Dish> dishes;
}
