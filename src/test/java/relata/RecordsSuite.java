package relata;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All tests that are not in {@link ApiSuite}. */
@Suite
@SelectPackages("relata")
@ExcludePackages("relata.api")
class RecordsSuite {}
