package relata.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;

/** GraphiQL in a browser that reaches nothing but this server. */
@QuarkusTest
class GraphiQLTest {
    private static Chromium chromium;

    @TestHTTPResource("/")
    URL server;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void findChromium() {
        var executable = Chromium.find();
        if (System.getenv("CI") != null) {
            assertTrue(executable.isPresent(), "There has to be a Chromium on the PATH where CI is set");
        }
        assumeTrue(executable.isPresent(), "There is no Chromium on the PATH to try GraphiQL in");
        chromium = new Chromium(executable.get());
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void deleteAll() {
        Api.deleteAll();
        page = open();
    }

    private Page open() {
        var page = chromium.browser.newPage();
        page.route("**", this::stayHere);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("page: " + error));
        page.navigate(server.toString());
        assertThat(page).hasURL(server + "graphiql");
        // the documentation is there once the schema is
        assertThat(page.getByLabel("Show Documentation Explorer")).isVisible();
        assertThat(menu(page)).isVisible();
        return page;
    }

    @AfterEach
    void nothingToComplainOf() {
        page.close();
        assertEquals(List.of(), complaints);
    }

    private void stayHere(Route route) {
        String url = route.request().url();
        if (url.startsWith(server.toString()) || url.startsWith("data:")) {
            route.resume();
        } else {
            complaints.add("outside: " + url);
            route.abort();
        }
    }

    @Test
    void tellsTheStoryOfPlacesStepByStep() {
        run("Places01TwoPlaces", "Ace Hardware the place");
        keeps("Place");
        run("Places02Restaurant", "Demon Dogs the restaurant");
        run("Places03PlaceOfARestaurant", "Demon Dogs the place");
        run("Places05NoRestaurant", "\"restaurant\": null");
        run("Places06CopyToAnotherPlace", "Ace Hardware the restaurant");
        run("Places16Waiter", "Joe the waiter at Demon Dogs the restaurant");
        run("Places21DeleteAPlace", "\"waiters\": 1");
    }

    @Test
    void tellsTheStoryOfPeopleStepByStep() {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("People and Adhars"))
                .click();
        run("People01TwoPeople", "Joan louji");
        keeps("Person");
        run("People02TwoAdhars", "Adhar of Rion");
        run("People04SecondAdhar", "already has an Adhar");
        run("People03All", "432198176354");
    }

    @Test
    void saysThatNoTokenIsNeeded() {
        assertThat(page.getByRole(AriaRole.NOTE))
                .hasText("No token needed: everybody has the roles EDITOR and REGISTRAR");
        assertThat(page.getByRole(AriaRole.NOTE)).isVisible();
    }

    @Test
    void findsPlaceInTheDocumentation() {
        button("Show Documentation Explorer").click();
        page.locator(".graphiql-doc-explorer input").fill("Place");
        page.getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^Place$")))
                .click();
        assertThat(page.locator(".graphiql-doc-explorer")).containsText("A named spot at an address");
    }

    @Test
    void sendsTheHeadersOfItsEditor() {
        button("Headers").click();
        page.locator(".graphiql-editor-tool .graphiql-editor:not(.hidden) .CodeMirror")
                .click();
        page.keyboard().insertText("{\"X-Note\": \"hello\"}");
        var request = page.waitForRequest("**/graphql", () -> run("Places10AllRestaurants", "totalCount"));
        assertEquals("hello", request.headerValue("x-note"));
    }

    @Test
    void createsOnceWithTheKeyOfItsTab() {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Once"))
                .click();
        for (int i = 0; i < 2; i++) {
            var request = page.waitForRequest("**/graphql", () -> run("Once01Create", "Twin Anchors the place"));
            assertTrue(request.headerValue("idempotency-key").startsWith("once-"));
        }
        run("Once02Count", "\"totalCount\": 1");
    }

    @Test
    void seesInOneWindowWhatAnotherChanges() {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Changes"))
                .click();
        var socket = page.waitForWebSocket(() -> start("Changes01All"));
        assertTrue(socket.url().endsWith("/graphql"), socket::url);
        var subscriber = page;
        page = open();
        run("Places01TwoPlaces", "Ace Hardware the place");
        assertThat(subscriber.locator(".result-window")).containsText("\"kind\": \"CREATED\"");
        assertThat(subscriber.locator(".result-window")).containsText("\"label\": \"Ace Hardware the place\"");
        subscriber.close();
    }

    private void run(String step, String expected) {
        start(step);
        assertThat(page.locator(".result-window")).containsText(expected);
    }

    private void start(String step) {
        menu(page).click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(step).setExact(true))
                .click();
    }

    /** It is there once the editor has read its document. */
    private static Locator menu(Page page) {
        return page.locator(".graphiql-execute-button[aria-haspopup=menu]");
    }

    /** The id of what was created stands in the variables, for the next steps. */
    private void keeps(String type) {
        var id = Pattern.compile(type + ":\\d+")
                .matcher(page.locator(".result-window").innerText());
        assertTrue(id.find());
        assertThat(page.locator(".graphiql-editor-tool")).containsText("\"p1\": \"" + id.group());
    }

    private Locator button(String label) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
    }
}
