package relata;

import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of {@code relata.api}: about half of all, if the time they take is what counts. */
@Suite
@SelectPackages("relata.api")
class ApiSuite {}
