using Amazon.Runtime;

namespace Amazon.IdentityManagement;

public class ContextKeyTypeEnum : ConstantClass
{
    public static readonly ContextKeyTypeEnum String = new("string");

    public static readonly ContextKeyTypeEnum StringList = new("stringList");

    public ContextKeyTypeEnum(string value)
        : base(value)
    {
    }

    public static implicit operator ContextKeyTypeEnum(string value) => FindValue(value);

    public static ContextKeyTypeEnum FindValue(string value) => FindValue<ContextKeyTypeEnum>(value);
}
