package relata.person;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.validation.constraints.Pattern;
import org.hibernate.annotations.DynamicUpdate;
import relata.change.Text;
import relata.query.mapping.Label;

@Entity
@DynamicUpdate
@Label("{name}")
public class Person extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /**
     * Empty, or what a browser's e-mail field accepts, by the grammar of the HTML standard. The last quantifier is
     * possessive: otherwise, Java's stack would grow with each part of a domain.
     */
    private static final String EMAIL = "|[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+"
            + "@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*+";

    @Text(max = 100)
    @Column(nullable = false)
    public String name;

    @Text(max = 254, blank = true)
    @Pattern(regexp = EMAIL, message = "must be an e-mail address, such as joan@example.com, or empty")
    @Column(nullable = false)
    public String email;

    @Text(max = 100, blank = true)
    @Column(nullable = false)
    public String mobile;

    @OneToOne(mappedBy = "person", fetch = FetchType.LAZY)
    public Adhar adhar;
}
