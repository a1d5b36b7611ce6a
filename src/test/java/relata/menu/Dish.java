package relata.menu;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import relata.change.Text;
import relata.query.mapping.Counted;
import relata.query.mapping.Label;

@Entity
@DynamicUpdate
@Label("{name} the dish")
public class Dish extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Text(max = 50)
    @Column(nullable = false, unique = true)
    public String name;

    @Counted("ingredientCount")
    @ManyToMany
    @JoinTable(
            name = "dish_ingredient",
            joinColumns = @JoinColumn(name = "dish_id"),
            inverseJoinColumns = @JoinColumn(name = "ingredient_id"))
    public List<Ingredient> ingredients;
}
