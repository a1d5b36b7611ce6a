package relata.feed;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;
import relata.api.RelataSettings;
import relata.api.port.UnitOfWork;
import relata.person.Adhar;
import relata.person.Person;
import relata.place.Place;
import relata.place.Restaurant;
import relata.place.Waiter;
import relata.query.mapping.Tables;

/** What a feed needs of an application where there is none. */
final class Alone implements UnitOfWork {
    static final Tables TABLES = tables();
    static final RelataSettings SETTINGS = (RelataSettings) Proxy.newProxyInstance(
            Alone.class.getClassLoader(),
            new Class<?>[] {RelataSettings.class},
            (proxy, method, arguments) -> Duration.ofSeconds(10));

    private static Tables tables() {
        var configuration = new Configuration();
        for (var entity : List.of(Place.class, Restaurant.class, Waiter.class, Person.class, Adhar.class)) {
            configuration.addAnnotatedClass(entity);
        }
        configuration.setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy());
        configuration.setProperty("hibernate.dialect", "org.hibernate.dialect.MariaDBDialect");
        configuration.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
        configuration.setProperty("jakarta.persistence.validation.mode", "none");
        return new Tables(configuration.buildSessionFactory());
    }

    @Override
    public <T> T read(Snapshot snapshot, String after, Supplier<T> work) {
        return work.get();
    }

    @Override
    public <T> T write(Writing writing, Supplier<T> work) {
        return work.get();
    }

    @Override
    public List<Problem> explain(Throwable failure) {
        return failure instanceof ApiException known
                ? known.problems()
                : List.of(new Problem(ErrorCode.INTERNAL, failure.toString(), Map.of()));
    }
}
