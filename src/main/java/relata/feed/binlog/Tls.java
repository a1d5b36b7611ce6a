package relata.feed.binlog;

import com.github.shyiko.mysql.binlog.network.SSLSocketFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.client.tls.MariaDbX509DeferredIdentityTrustManager;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.export.SslMode;
import org.mariadb.jdbc.plugin.tls.TlsSocketPluginLoader;

/** TLS as configured in the JDBC URL, with the keys and trusted certificates that it names. */
final class Tls implements SSLSocketFactory {
    private final SSLContext context;
    private final HostAddress host;
    private final boolean verifiesName;

    Tls(Configuration configuration, HostAddress host) throws SQLException {
        this.host = host;
        this.verifiesName = mode(configuration, host) == SslMode.VERIFY_FULL;
        var plugin = TlsSocketPluginLoader.get(configuration.tlsSocketType());
        var exceptions = new ExceptionFactory(configuration, host);
        var trust = plugin.getTrustManager(configuration, exceptions, host);
        // accepts any certificate, since the driver verifies it later, by the password: here nothing would
        boolean isDeferred = trust[0] instanceof MariaDbX509DeferredIdentityTrustManager;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(plugin.getKeyManager(configuration, exceptions), isDeferred ? null : trust, null);
        } catch (GeneralSecurityException e) {
            throw new SQLException(e);
        }
    }

    static SslMode mode(Configuration configuration, HostAddress host) {
        return host.sslMode == null ? configuration.sslMode() : host.sslMode;
    }

    @Override
    public SSLSocket createSocket(Socket socket) throws SocketException {
        try {
            var secure = (SSLSocket) context.getSocketFactory().createSocket(socket, host.host, host.port, true);
            if (verifiesName) {
                var parameters = secure.getSSLParameters();
                // in the handshake, against the name in the URL: the library would check what the address resolves to
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
            }
            return secure;
        } catch (IOException e) {
            throw (SocketException) new SocketException(e.getMessage()).initCause(e);
        }
    }
}
