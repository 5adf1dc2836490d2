import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Temporal's time-skipping test servers, as many as are asked for, in one warm process: a server belongs to one story,
 * and a process for each would spend longer on starting than on the story.
 *
 * <p>Reads commands from its input, one a line, and ends with it: {@code start MILLIS} starts a server whose clock stands
 * at that instant and answers with its port on the loopback address; {@code stop PORT} ends it and answers {@code stopped}.
 */
public final class TimeSkippingServers {
  private record Running(Server server, TestServicesStarter services) {}

  private TimeSkippingServers() {}

  public static void main(String[] args) throws Exception {
    Map<Integer, Running> running = new HashMap<>();
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "start" -> {
          Running started = start(Long.parseLong(words[1]));
          running.put(started.server().getPort(), started);
          System.out.println(started.server().getPort());
        }
        case "stop" -> {
          Running stopped = running.remove(Integer.parseInt(words[1]));
          if (stopped != null) {
            stopped.server().shutdownNow().awaitTermination();
            stopped.services().close();
          }
          System.out.println("stopped");
        }
        default -> throw new IllegalArgumentException(line);
      }
    }
    System.exit(0);
  }

  private static Running start(long millis) throws Exception {
    // Time stands until the test lets it pass.
    TestServicesStarter services = new TestServicesStarter(true, millis);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    return new Running(builder.build().start(), services);
  }
}
