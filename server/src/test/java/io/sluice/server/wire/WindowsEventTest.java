package io.sluice.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsEventTest {
  private static String flat(String json) throws BadEvent {
    return JsonTree.write(WindowsEvent.flat(JsonTree.readObject(json)));
  }

  @Test
  void fields_of_the_system_and_of_the_event_stand_side_by_side() throws BadEvent {
    assertThat(
            flat(
                """
                {"Event":{"#attributes":{"xmlns":"x"},
                  "System":{"EventID":{"#text":7,"#attributes":{"Qualifiers":0}},"Correlation":null,
                    "Provider":{"#attributes":{"Name":"p","Guid":"g"}},"Channel":"c"},
                  "EventData":{"#attributes":{"Name":"n"},"Image":"i","Data":["a","b"]}}}
                """))
        .isEqualTo(
            "{\"EventID\":7,\"EventID_Qualifiers\":0,\"Provider_Name\":\"p\",\"Provider_Guid\":\"g\","
                + "\"Channel\":\"c\",\"Image\":\"i\",\"Data\":[\"a\",\"b\"]}");
  }

  @Test
  void user_data_has_one_element_around_the_fields() throws BadEvent {
    assertThat(flat("{\"Event\":{\"System\":{},\"UserData\":{\"EventXML\":{\"User\":\"u\"}}}}"))
        .isEqualTo("{\"User\":\"u\"}");
  }

  @Test
  void another_object_is_left_as_it_is() throws BadEvent {
    String event = "{\"Event\":{\"Image\":\"i\"},\"System\":1}";
    assertThat(flat(event)).isEqualTo(event);
  }
}
