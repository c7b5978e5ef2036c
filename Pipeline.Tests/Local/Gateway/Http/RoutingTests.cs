using Pipeline.Host.Local.Gateway.Http;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Http;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("GET", "/sessions/7/statements/3", GatewayAction.GetStatement, "7", "3")]
    [InlineData("POST", "/sessions/a%2Fb/statements/3/cancel?x=1", GatewayAction.CancelStatement, "a/b", "3")]
    [InlineData("HEAD", "/sessions/", GatewayAction.ListSessions, "", "")]
    [InlineData("GET", "/sessions/a;b/state", GatewayAction.GetState, "a", "")]
    [InlineData("DELETE", "/sessions/%C5%BElu%C5%A5", GatewayAction.DeleteSession, "žluť", "")]
    public void A_path_leads_to_its_action(string method, string target, GatewayAction action, string session, string statement) =>
        Assert.Equal(new Route(action, session, statement), GatewayRouter.Find(method, RequestTarget.Parse(target).Segments));

    [Theory]
    [InlineData("/nothing", LivyReply.Html)]
    [InlineData("/sessions/0/nothing", LivyReply.Json)]
    [InlineData("/sessions//state", LivyReply.Json)]
    [InlineData("/batches", LivyReply.Json)]
    public void An_unknown_path_is_404_with_an_empty_body(string target, string contentType)
    {
        var refusal = GatewayRouter.Find("GET", RequestTarget.Parse(target).Segments).Refusal!;
        Assert.Equal((404, contentType, 0), ((int)refusal.Status, refusal.ContentType, refusal.Body.Length));
    }

    [Theory]
    [InlineData("GET", "/sessions/0/stop", "POST")]
    [InlineData("PUT", "/sessions/0", "DELETE, GET, HEAD")]
    [InlineData("POST", "/version", "GET, HEAD")]
    public void A_wrong_method_is_405_with_the_right_ones(string method, string target, string allow)
    {
        var refusal = GatewayRouter.Find(method, RequestTarget.Parse(target).Segments).Refusal!;
        Assert.Equal((405, allow), ((int)refusal.Status, refusal.Allow));
    }

    [Theory]
    [InlineData("from=2", 2)]
    [InlineData("a=1&from=+3", null)]
    [InlineData("from=%2D4", -4)]
    public void An_integer_parameter_is_read_as_Java_does(string query, int? from)
    {
        var target = RequestTarget.Parse("/sessions?" + query);
        if (from is null)
        {
            Assert.Throws<LivyException>(() => target.Int("from"));
        }
        else
        {
            Assert.Equal(from, target.Int("from"));
        }
    }

    [Theory]
    [InlineData(0, 2, "0 1")]
    [InlineData(3, 5, "3")]
    [InlineData(9, 1, "")]
    [InlineData(-2, 3, "0")]
    [InlineData(0, -1, "")]
    [InlineData(1, int.MaxValue, "1 2 3")]
    public void A_page_is_cut_as_Scala_slices(int from, int size, string page) =>
        Assert.Equal(page, string.Join(' ', Paging.Slice([0, 1, 2, 3], from, size)));

    [Theory]
    [InlineData(null, null, 0, 4)]
    [InlineData(null, 2, 2, 2)]
    [InlineData(-1, 0, 4, 0)]
    [InlineData(null, -1, 0, 4)]
    [InlineData(100, 5, 100, 0)]
    public void A_log_is_shown_from_its_end(int? from, int? size, int start, int count)
    {
        var (shown, page) = Paging.Log(["a", "b", "c", "d"], from, size);
        Assert.Equal((start, count), (shown, page.Count()));
    }
}
