package relata;

import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of {@code relata.api}, which take about half of the time: they run beside {@link RecordsSuite}. */
@Suite
@SelectPackages("relata.api")
class ApiSuite {}
