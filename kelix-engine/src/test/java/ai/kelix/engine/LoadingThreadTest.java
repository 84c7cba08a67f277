package ai.kelix.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.kelix.spi.LoadRequest;
import ai.kelix.testkit.Fixtures;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Loading may take minutes, for which no event loop may stand still. */
class LoadingThreadTest {
  @Test
  void isRefusedWhereReactorRefusesToBlock() {
    LoadRequest request = LoadRequest.of(Fixtures.path("ar-micro-a").toString());
    assertThatThrownBy(
            () ->
                Mono.fromCallable(() -> new EngineLoader().load(request))
                    .subscribeOn(Schedulers.parallel())
                    .block())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("load() is blocking, which is not supported in thread parallel-");
  }
}
