package relata.menu;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.DynamicUpdate;
import relata.change.Text;
import relata.query.mapping.Label;

@Entity
@DynamicUpdate
@Label("{dish.name} on the menu")
public class MenuItem extends PanacheEntityBase {
    public enum Kind {
        STARTER,
        MAIN,
        DESSERT
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    public Dish dish;

    @Min(0)
    @Column(nullable = false, precision = 10, scale = 2)
    public BigDecimal price;

    @Column(nullable = false)
    public LocalDate since;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, columnDefinition = "varchar(20)")
    public Kind kind;

    @Column(nullable = false)
    public Long calories;

    @Min(0)
    @Max(5)
    public Integer spiciness;

    public Boolean vegan;

    @Text(max = 100, blank = true)
    public String note;

    public Instant changedAt;
}
