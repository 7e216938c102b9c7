import com.adobe.testing.s3mock.S3MockApplication;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;

/** S3Mock as it is, but for its plain HTTP port, which otherwise is open to the whole network. Run from its source, on S3Mock's class path. */
public class S3MockOnLoopback {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(S3MockApplication.class);
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof Connector connector) {
                    connector.setProperty("address", "127.0.0.1");
                }
                return bean;
            }
        }));
        application.run(args);
    }
}
